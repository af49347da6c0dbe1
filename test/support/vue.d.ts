/** Components as tests see them, which read lists of pages; vue-tsc looks into them. */
declare module '*.vue' {
  const component: import('vue').Component;
  export default component;
}
