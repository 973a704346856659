/**
 * The pre-activated bottleneck: 1×1, 3×3 with the stride, 1×1, norm and ReLU before each (He et al. 2016). The paper
 * leaves open where the stride is: Keras has it in the 3×3, the code that the authors released in the first 1×1.
 */
export const preactivationBottleneck = `
parameters:
  filters: required
  stride: 1
  shortcut: null
  first: {default: 0, values: [0, 1]}
  expansion: 4
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
        - conv: {filters: $filters, kernel: 1, norm: none, activation: none, bias: false}
        - norm
        - relu
        - conv: {filters: $filters, kernel: 3, stride: $stride, norm: none, activation: none, bias: false}
        - norm
        - relu
        - conv: {filters: $(filters * expansion), kernel: 1, norm: none, activation: none, bias: false}
      shortcut: $shortcut
      projection:
        - conv:
            filters: $(filters * expansion)
            kernel: 1
            stride: $stride
            norm: none
            activation: none
            bias: false
          from: branch.preactivated
`;
