/**
 * ResNet-D's bottleneck (He et al. 2018, Figure 2c): the stride in the 3×3, and a projection that averages
 * before its 1×1 convolution, so that no pixel of the input is skipped.
 */
export const bottleneckD = `
parameters: {filters: required, stride: 1, shortcut: null, expansion: 4}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - residual:
      branch:
        - conv: {filters: $filters, kernel: 1}
          name: reduce
        - conv: {filters: $filters, kernel: 3, stride: $stride}
          name: middle
        - conv: {filters: $(filters * expansion), kernel: 1, activation: none}
          name: expand
      shortcut: $shortcut
      projection:
        - pool: {type: average, size: $stride, rounding: ceil}
          when: $(stride > 1)
        - conv: {filters: $(filters * expansion), kernel: 1, activation: none}
  - relu
`;
