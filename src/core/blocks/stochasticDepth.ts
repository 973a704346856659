/**
 * The basic block whose branch is dropped at random in training (Huang et al. 2016). The l-th of total blocks
 * survives with probability 1 − l/total·(1 − last), where l is the offset plus the repeat within the stage.
 */
export const stochasticDepth = `
parameters: {filters: required, stride: 1, shortcut: null, offset: 0, total: required, last: 0.5}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - residual:
      branch:
        - conv: {filters: $filters, kernel: 3, stride: $stride}
        - conv: {filters: $filters, kernel: 3, activation: none}
      shortcut: $shortcut
      survival: $(1 - (offset + index) / total * (1 - last))
  - relu
`;
