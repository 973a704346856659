/**
 * The basic block without a norm (Zhang et al. 2019): a learned scalar before each convolution and ReLU, a
 * learned factor at the branch's end. With L blocks in all and two convolutions in each, the first starts as He
 * has it times L^(−1/2), the second at zero.
 */
export const fixup = `
parameters: {filters: required, stride: 1, shortcut: null, total: required}
layers:
  - bias: scalar
    name: before
  - residual:
      branch:
        - conv:
            filters: $filters
            kernel: 3
            stride: $stride
            norm: none
            activation: none
            bias: false
            init: {type: he_normal, gain: $(1 / total ** 0.5)}
        - bias: scalar
        - relu
        - bias: scalar
        - conv: {filters: $filters, kernel: 3, norm: none, activation: none, bias: false, init: zeros}
        - scale: scalar
        - bias: scalar
      shortcut: $shortcut
      projection:
        - conv: {filters: $filters, kernel: 1, stride: $stride, norm: none, activation: none, bias: false}
  - relu
`;
