/** The bottleneck with squeeze-and-excitation on its branch, before the addition (Hu et al. 2018, Figure 3). */
export const seBottleneck = `
parameters:
  filters: required
  stride: 1
  shortcut: null
  expansion: 4
  reduction: 16
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
        - squeeze_excite: {reduction: $reduction}
      shortcut: $shortcut
  - relu
`;
