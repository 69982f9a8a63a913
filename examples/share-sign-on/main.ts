// Two departments on one sign-on, open until Ctrl+C: sign in at one, and you are signed in at the other.
import { startCity } from './city.ts'

const { housing, market, issuer } = await startCity()
console.log(`住房和城乡建设局 Housing (Express)  ${housing}`)
console.log(`市场监督管理局   Market (Fastify)   ${market}`)
console.log(`统一身份认证     Provider           ${issuer}/dev`)
