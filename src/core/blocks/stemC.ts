/** Three 3×3 convolutions in place of the 7×7: ResNet-C of He et al. 2018. */
export const stemC = `
parameters: {filters: 64}
defaults: {conv: {norm: batch, activation: relu, bias: false}}
layers:
  - conv: {filters: $(filters // 2), kernel: 3, stride: 2, padding: half}
  - conv: {filters: $(filters // 2), kernel: 3}
  - conv: {filters: $filters, kernel: 3}
  - pool: {type: max, size: 3, stride: 2, padding: half}
`;
