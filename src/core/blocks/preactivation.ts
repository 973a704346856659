/**
 * Norm and ReLU before each convolution, nothing after the addition (He et al. 2016, Figure 4e). With
 * `first: 1` the first repeat activates before the split; otherwise projections take the activated input.
 */
export const preactivation = `
parameters:
  filters: required
  stride: 1
  shortcut: null
  first: {default: 0, values: [0, 1]}
layers:
  - norm:
    when: $(first == 1 and index == 1)
  - relu:
    when: $(first == 1 and index == 1)
  - residual:
      branch:
        - norm:
          when: $(first == 0 or index > 1)
        - relu:
          name: preactivated
          when: $(first == 0 or index > 1)
        - conv: {filters: $filters, kernel: 3, stride: $stride, norm: none, activation: none, bias: false}
        - norm
        - relu
        - conv: {filters: $filters, kernel: 3, norm: none, activation: none, bias: false}
      shortcut: $shortcut
      projection:
        - conv: {filters: $filters, kernel: 1, stride: $stride, norm: none, activation: none, bias: false}
          from: branch.preactivated
`;
