/**
 * 1×1, 3×3, 1×1: He et al. 2015, Figure 5, right. The paper's nets have the stride in the first convolution;
 * `stride_on: middle` is the later v1.5 (ResNet-B of He et al. 2018).
 */
export const bottleneck = `
parameters:
  filters: required
  stride: 1
  shortcut: null
  expansion: 4
  stride_on: {default: first, values: [first, middle]}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - residual:
      branch:
        - conv: {filters: $filters, kernel: 1, stride: $stride}
          when: $(stride_on == 'first')
          name: reduce
        - conv: {filters: $filters, kernel: 1}
          when: $(stride_on != 'first')
          name: reduce_only
        - conv: {filters: $filters, kernel: 3}
          when: $(stride_on == 'first')
          name: middle
        - conv: {filters: $filters, kernel: 3, stride: $stride}
          when: $(stride_on != 'first')
          name: middle_strided
        - conv: {filters: $(filters * expansion), kernel: 1, activation: none}
          name: expand
      shortcut: $shortcut
  - relu
`;
