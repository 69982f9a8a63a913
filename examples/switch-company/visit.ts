// A company's agent signs in, switches to the company, loses the mandate and is out, in Chromium.
// On Debian: apt-get install chromium fonts-noto-cjk
import { visit } from '@xinyin/testkit/chromium'
import { startExchange } from './exchange.ts'

const { portal, withdraw, close } = await startExchange()
const COMPANY = '测试建设工程有限公司（经办人 测试己）'

await visit('switch-company', async ({ page, context, see }) => {
  const sessionId = async () => (await context.cookies()).find(({ name }) => name.endsWith('-session'))?.value
  await page.goto(portal)
  await page.getByText('测试己').click()
  await see('the agent is signed in as themself', '当前身份：测试己')
  const before = await sessionId()

  await page.getByRole('link', { name: '企业投标' }).click()
  await see('who wants to act for a company is asked for which', '请选择以谁的名义办理')
  await page.getByRole('button', { name: '测试建设工程有限公司' }).click()
  await see('and goes on in its name', `投标人：${COMPANY}`)
  if (before === undefined || before === (await sessionId())) throw new Error('the session kept its id')
  console.log('✓ under a new session id')

  await page.getByRole('button', { name: '提交投标' }).click()
  await see('the company sends a tender', `${COMPANY}的投标已收到`)
  await page.getByRole('link', { name: '企业投标' }).click()
  await see('and begins another', `投标人：${COMPANY}`)

  withdraw('builders')
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await page.getByRole('button', { name: '提交投标' }).click()
  await see('the company withdrew the mandate: the tender is not taken, and the agent is told', '授权不可用')
  await page.getByRole('link', { name: '返回首页' }).click()
  await see('the agent is out of the company, and still signed in', '当前身份：测试己')
  await page.getByRole('link', { name: '切换身份' }).click()
  await see('the other company, of which they are the representative, is left', '测试食品有限公司')
  if ((await page.getByText('测试建设工程有限公司').count()) > 0)
    throw new Error('the mandate is still offered')

  await page.goto(`${portal}/`)
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '全部退出' }).click()
  await see('signed out', '登录“公共资源交易”')
  await page.getByText('测试甲').click()
  await page.getByRole('link', { name: '企业投标' }).click()
  await see('who has no mandate is told to use another account', '请换一个身份办理')
})

await close()
