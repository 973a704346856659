/** The basic block with squeeze-and-excitation on its branch, before the addition (Hu et al. 2018, Figure 3). */
export const seBasic = `
parameters: {filters: required, stride: 1, shortcut: null, reduction: 16}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - residual:
      branch:
        - conv: {filters: $filters, kernel: 3, stride: $stride}
        - conv: {filters: $filters, kernel: 3, activation: none}
        - squeeze_excite: {reduction: $reduction}
      shortcut: $shortcut
  - relu
`;
