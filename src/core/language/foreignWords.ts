/** What Keras, PyTorch and others call a thing, without capitals, dashes and the number of dimensions. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  conv: ['convolution', 'convolution2d', 'conv1d', 'conv3d'],
  conv_transpose: ['convtranspose', 'conv2dtranspose', 'deconv', 'deconvolution', 'transposedconv'],
  depthwise_conv: ['depthwise', 'depthwiseconv'],
  dense: ['linear', 'fc', 'fullyconnected', 'innerproduct'],
  norm: [
    'batchnorm',
    'batchnormalization',
    'bn',
    'layernorm',
    'layernormalization',
    'groupnorm',
    'groupnormalization',
    'normalization',
  ],
  pool: [
    'maxpool',
    'maxpooling',
    'avgpool',
    'averagepool',
    'averagepooling',
    'globalaveragepooling',
    'globalmaxpooling',
    'globalavgpool',
    'adaptiveavgpool',
    'pooling',
  ],
  pad: ['zeropadding', 'zeropad', 'padding'],
  concat: ['concatenate', 'cat'],
  upsample: ['upsampling', 'interpolate', 'resize'],
  squeeze_excite: ['se', 'squeezeexcitation', 'selayer'],
  kernel: ['kernelsize', 'ksize'],
  filters: ['outchannels', 'channels', 'nfilters'],
  units: ['outfeatures'],
  groups: ['cardinality'],
  size: ['poolsize', 'kernelsize'],
  bias: ['usebias'],
  rate: ['p'],
  learning_rate: ['lr'],
  batch: ['batchsize'],
  steps: ['iterations', 'maxsteps'],
  epochs: ['nepochs', 'numepochs', 'maxepochs'],
  weight_decay: ['wd', 'l2'],
  optimizer: ['optim', 'solver'],
  label_smoothing: ['smoothing'],
  augment: ['augmentation', 'transforms'],
};

/** Which of the candidates goes by this word elsewhere; null where none does. */
export function foreignWord(word: string, candidates: readonly string[]): string | null {
  const plain = word.toLowerCase().replaceAll(/[_-]|[123]d$/g, '');
  return (
    candidates.find(
      (candidate) => Object.hasOwn(WORDS, candidate) && WORDS[candidate]?.includes(plain) === true,
    ) ?? null
  );
}
