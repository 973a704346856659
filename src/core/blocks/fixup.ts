/**
 * The basic block without a norm (Zhang et al. 2019): a learned scalar before each convolution and ReLU, a
 * learned factor at the branch's end. With L blocks in all and two convolutions in each, the first starts as He
 * has it times L^(−1/2), the second at zero. The identity passes all of it by; a projection takes what the first
 * convolution takes, as in the authors' code.
 */
export const fixup = `
parameters: {filters: required, stride: 1, shortcut: null, total: required}
layers:
  - residual:
      branch:
        - bias: scalar
          name: before
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
          from: branch.before
  - relu
`;
