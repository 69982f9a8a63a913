export { isJwsType, type Jws, type JwsLimits, parseJws } from './parse.ts'
export { type JwsVerifying, jwsScheme, SM2_JWS_PROFILE, verifyJws } from './scheme.ts'
export { signJws } from './sign.ts'
export { encodeX5c, parseX5c } from './x5c.ts'
