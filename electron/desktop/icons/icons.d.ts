/** Icons become part of the bundle, as data addresses. */
declare module '*.png?inline' {
  const address: string;
  export default address;
}
