// The arrows of src/ARCHITECTURE.md. A room may import only what stands beside its name there.
const room = (name, allowed, extra = '') => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^(src|webview|test|\\.tools)/', pathNot: `^src/(${[name, ...allowed].join('|')})/${extra}` },
});
const onlyIn = (name, module, path) => ({
  name: `${name}-only`,
  severity: 'error',
  from: { path: '^(src|webview)/', pathNot: path },
  to: { path: module },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
    room('core', []),
    room('interop', ['core']),
    room('pictures', ['core', 'protocol']),
    room('protocol', []),
    room('server', ['core', 'pictures', 'protocol']),
    room('extension', ['core', 'protocol']),
    room('training', ['core', 'protocol']),
    room('cli', ['core', 'interop', 'pictures', 'protocol']),
    {
      name: 'webview-imports',
      severity: 'error',
      from: { path: '^webview/', pathNot: '^webview/standalone/' },
      to: { path: '^(src|test|\\.tools)/', pathNot: '^src/(protocol|core/(curves|drawing|layout|model))/' },
    },
    {
      name: 'standalone-imports',
      severity: 'error',
      from: { path: '^webview/standalone/' },
      to: { path: '^(src|test|\\.tools)/', pathNot: '^src/(protocol/|core/|server/(wireOpTable|comparisonOf)\\.ts$)' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/(core|interop|protocol)/' },
      to: { dependencyTypes: ['core'] },
    },
    onlyIn('vscode', '^vscode$', '^src/extension/'),
    onlyIn('resvg', 'node_modules/@resvg/', '^src/pictures/'),
    onlyIn('pdfkit', 'node_modules/pdfkit', '^src/pictures/'),
    onlyIn('tensorflow', 'node_modules/@tensorflow/', '^src/training/'),
    onlyIn('cytoscape', 'node_modules/cytoscape', '^webview/'),
    onlyIn('monaco-editor', 'node_modules/monaco-editor', '^webview/specText/'),
    onlyIn('yaml', 'node_modules/yaml/', '^src/core/'),
    onlyIn('vscode-languageserver', 'node_modules/vscode-languageserver/', '^src/server/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
