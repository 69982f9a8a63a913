// Clicks through both departments with Chromium. On Debian: apt-get install chromium fonts-noto-cjk
import { visit } from '@xinyin/testkit/chromium'
import { startCity } from './city.ts'

const { housing, market, close } = await startCity()

await visit('share-sign-on', async ({ page, context, see }) => {
  await page.goto(housing)
  await see('housing shows its home page to anybody', /^登录$/)
  await page.getByText('申请施工许可证').click()
  await see('who applies is sent to the provider', '登录“住房和城乡建设局”')

  const tab = await context.newPage()
  await tab.goto(`${market}/records`)
  await see('another tab begins to sign in at the other department', '登录“市场监督管理局”', tab)

  await page.getByText('测试甲').click()
  await see('and is back where they wanted to go', '3 级实名，可以办理')
  await tab.goto(`${market}/records`)
  await see('the other department asks nothing', '测试甲名下没有登记', tab)

  await tab.getByRole('button', { name: '退出' }).click()
  await see('signing out there asks about everywhere', '将退出所有已登录的门户', tab)
  await tab.getByRole('button', { name: '全部退出' }).click()
  await see('signed out there', /^登录$/, tab)
  await page.goto(`${housing}/apply`)
  await see('and at housing too', '登录“住房和城乡建设局”')

  await page.getByText('测试建设工程有限公司').click()
  await see('a company is told that this is for people, and what to do', '请换一个身份办理')
  await page.getByRole('button', { name: '退出并换账号登录' }).click()
  await page.getByRole('button', { name: '全部退出' }).click()
  await page.goto(`${housing}/apply`)
  await page.getByText('测试戊').click()
  await see('level 2 is not enough', '需要更高的实名等级')

  await page.goto(`${housing}/callback?state=forged&code=x`)
  await see('an answer that nobody asked for is explained', '登录已中断，请重新开始')
  await page.setViewportSize({ width: 390, height: 760 })
  await see('on a phone as well', '如果是从微信')
})

await close()
