/** Two 3×3 convolutions around which the shortcut goes: He et al. 2015, Figure 5, left. */
export const basic = `
parameters: {filters: required, stride: 1, shortcut: null}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - residual:
      branch:
        - conv: {filters: $filters, kernel: 3, stride: $stride}
        - conv: {filters: $filters, kernel: 3, activation: none}
      shortcut: $shortcut
  - relu
`;
