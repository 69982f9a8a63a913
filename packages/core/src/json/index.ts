export { canonicalizeJson } from './canonicalize.ts'
export { parseIJson } from './i-json.ts'
export {
  isJsonObject,
  JSON_DEPTH_LIMIT,
  type JsonObject,
  type JsonValue,
  parseStrictJson,
  parseStrictJsonObject,
} from './parse.ts'
