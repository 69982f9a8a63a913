// A portal where a company's agent switches to the company and back, open until Ctrl+C.
import { startExchange } from './exchange.ts'

const { portal, issuer, withdraw } = await startExchange()
console.log(`公共资源交易 Portal    ${portal}`)
console.log(`统一身份认证 Provider  ${issuer}/dev`)
console.log('按回车：企业撤回授权 Press Enter: the company withdraws the mandate')
process.stdin.on('data', () => {
  withdraw('builders')
  console.log('已撤回 withdrawn: builders')
})
