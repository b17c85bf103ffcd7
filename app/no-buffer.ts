/** Stands in browsers for Node's module of the same name, which nothing here uses there. */
export const Buffer = undefined;
