/** `Uint8Array<ArrayBuffer>`, in words that TypeScript before 5.7 knows too, where the type takes no argument. */
export type Bytes = ReturnType<Uint8ArrayConstructor['from']>;
