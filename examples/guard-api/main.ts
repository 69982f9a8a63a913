// An interface behind the guard, and a portal that calls it for whoever is signed in, open until Ctrl+C.
import { startRegister } from './register.ts'

const { portal, register, issuer } = await startRegister()
console.log(`施工许可 Portal (Koa)      ${portal}`)
console.log(`登记接口 Interface (Hono)  ${register}/permits`)
console.log(`认证平台 Provider          ${issuer}/dev`)
