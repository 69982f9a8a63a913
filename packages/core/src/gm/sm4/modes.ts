import { expandSm4Key, SM4_BLOCK, type Sm4RoundKeys, transformSm4Block } from './block.ts'

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** ECB over whole blocks (GB/T 17964-2021, clause 5), in portable code. */
export function encryptSm4Singly(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return transformSingly(expandSm4Key(key, 'encrypt'), blocks)
}

/** The inverse of {@link encryptSm4Singly}. */
export function decryptSm4Singly(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return transformSingly(expandSm4Key(key, 'decrypt'), blocks)
}

function transformSingly(keys: Sm4RoundKeys, blocks: Uint8Array): Uint8Array {
  if (blocks.length % SM4_BLOCK !== 0) throw new RangeError('blocks: expected whole blocks of 16 octets')
  const output = new Uint8Array(blocks.length)
  const [source, target] = [viewOf(blocks), viewOf(output)]
  const state = new Int32Array(4)
  for (let at = 0; at < blocks.length; at += SM4_BLOCK) {
    for (let i = 0; i < 4; i++) state[i] = source.getInt32(at + 4 * i)
    transformSm4Block(keys, state)
    for (let i = 0; i < 4; i++) target.setInt32(at + 4 * i, state[i] as number)
  }
  return output
}

function assertBlocks(iv: Uint8Array, blocks: Uint8Array): void {
  if (iv.length !== SM4_BLOCK) throw new RangeError(`iv: expected 16 octets, found ${iv.length}`)
  if (blocks.length % SM4_BLOCK !== 0) throw new RangeError('blocks: expected whole blocks of 16 octets')
}

/** CBC over whole blocks (GB/T 17964-2021, clause 6), in portable code. */
export function encryptSm4Blocks(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array {
  assertBlocks(iv, blocks)
  const keys = expandSm4Key(key, 'encrypt')
  const output = new Uint8Array(blocks.length)
  const [source, target, initial] = [viewOf(blocks), viewOf(output), viewOf(iv)]
  const state = Int32Array.from({ length: 4 }, (_, i) => initial.getInt32(4 * i))
  for (let at = 0; at < blocks.length; at += SM4_BLOCK) {
    for (let i = 0; i < 4; i++) state[i] = (state[i] as number) ^ source.getInt32(at + 4 * i)
    transformSm4Block(keys, state)
    for (let i = 0; i < 4; i++) target.setInt32(at + 4 * i, state[i] as number)
  }
  return output
}

/** The inverse of {@link encryptSm4Blocks}. */
export function decryptSm4Blocks(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array {
  assertBlocks(iv, blocks)
  const keys = expandSm4Key(key, 'decrypt')
  const output = new Uint8Array(blocks.length)
  const [source, target] = [viewOf(blocks), viewOf(output)]
  const state = new Int32Array(4)
  let previous = viewOf(iv)
  let from = 0
  for (let at = 0; at < blocks.length; at += SM4_BLOCK) {
    for (let i = 0; i < 4; i++) state[i] = source.getInt32(at + 4 * i)
    transformSm4Block(keys, state)
    for (let i = 0; i < 4; i++)
      target.setInt32(at + 4 * i, (state[i] as number) ^ previous.getInt32(from + 4 * i))
    previous = source
    from = at
  }
  return output
}

/** CTR (GB/T 17964-2021, clause 9), in portable code: the counter is one number of 128 bits and wraps around. */
export function applySm4Counter(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array {
  assertBlocks(counter, new Uint8Array(0))
  const keys = expandSm4Key(key, 'encrypt')
  const initial = viewOf(counter)
  const count = Int32Array.from({ length: 4 }, (_, i) => initial.getInt32(4 * i))
  const state = new Int32Array(4)
  const output = new Uint8Array(data.length)
  const [source, target] = [viewOf(data), viewOf(output)]
  const last = data.length - (data.length % SM4_BLOCK)
  for (let at = 0; at < data.length; at += SM4_BLOCK) {
    state.set(count)
    transformSm4Block(keys, state)
    if (at < last) {
      for (let i = 0; i < 4; i++)
        target.setInt32(at + 4 * i, source.getInt32(at + 4 * i) ^ (state[i] as number))
    } else {
      for (let i = 0; at + i < data.length; i++)
        output[at + i] = (data[at + i] as number) ^ ((state[i >> 2] as number) >>> (24 - 8 * (i & 3)))
    }
    for (let i = 3; i >= 0; i--) {
      count[i] = (count[i] as number) + 1
      if (count[i] !== 0) break
    }
  }
  return output
}
