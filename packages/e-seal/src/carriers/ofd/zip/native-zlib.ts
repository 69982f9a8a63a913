/** The part of `node:zlib` that is used, named here because portable code has no Node types. */
export interface NodeZlib {
  inflateRawSync(
    packed: Uint8Array,
    options: { info: true; maxOutputLength: number; chunkSize: number },
  ): { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } }
  createInflateRaw(options: { chunkSize: number }): InflateStream
  /** Since Node 20.15. */
  crc32?(bytes: Uint8Array, before?: number): number
}

export interface InflateStream {
  /** Octets of input that it has used. */
  readonly bytesWritten: number
  write(chunk: Uint8Array, done: (error?: Error | null) => void): boolean
  end(): void
  destroy(): void
  on(event: 'data', listener: (piece: Uint8Array) => void): unknown
  on(event: 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * `node:zlib` of the platform, if it has one.
 *
 * Asked for at run time and not imported, so that bundlers and browsers see nothing of it.
 */
export function findNodeZlib(): NodeZlib | undefined {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?: (id: string) => unknown }
  }
  try {
    return process?.getBuiltinModule?.('node:zlib') as NodeZlib | undefined
  } catch {
    return undefined
  }
}
