/** Parts of Monaco that are imported for what they register; the package has no types for them. */
declare module 'monaco-editor/editor/contrib/*';
