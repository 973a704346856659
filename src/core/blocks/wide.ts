/**
 * The pre-activated basic block with dropout between its convolutions (Zagoruyko and Komodakis 2016). `filters`
 * is the widened number. Where the shape changes a bare 1×1 convolution takes the activated input.
 */
export const wide = `
parameters:
  filters: required
  stride: 1
  shortcut: null
  dropout: 0
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
        - dropout: $dropout
          when: $(dropout > 0)
        - conv: {filters: $filters, kernel: 3, norm: none, activation: none, bias: false}
      shortcut: $shortcut
      projection:
        - conv: {filters: $filters, kernel: 1, stride: $stride, norm: none, activation: none, bias: false}
          from: branch.preactivated
`;
