/**
 * A 3×3 and a 1×1 convolution and, where the shape stays, the input, each with its own norm, added (Ding et al.
 * 2021, Figure 2). After training the three are one 3×3 convolution.
 */
export const repvgg = `
parameters: {filters: required, stride: 1, shortcut: null}
defaults: {conv: {norm: batch, bias: false}}
layers:
  - parallel:
      branches:
        three:
          - conv: {filters: $filters, kernel: 3, stride: $stride, activation: none}
        one:
          - conv: {filters: $filters, kernel: 1, stride: $stride, activation: none}
        identity:
          - norm
      merge: add
    name: with_identity
    when: $(stride == 1 and in == filters)
  - parallel:
      branches:
        three:
          - conv: {filters: $filters, kernel: 3, stride: $stride, activation: none}
        one:
          - conv: {filters: $filters, kernel: 1, stride: $stride, activation: none}
      merge: add
    name: without_identity
    when: $(stride != 1 or in != filters)
  - relu
`;
