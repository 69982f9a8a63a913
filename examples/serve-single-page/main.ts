// A single-page portal by way of its own back end, open until Ctrl+C.
import { startTown } from './town.ts'

const { portal, api, issuer } = await startTown()
console.log(`我的办件 Portal (node:http)    ${portal}`)
console.log(`办件接口 Interface (Express)   ${api}/cases`)
console.log(`认证平台 Provider              ${issuer}/dev`)
