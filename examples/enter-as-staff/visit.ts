// Clicks through the entry with Chromium. On Debian: apt-get install chromium fonts-noto-cjk
import { visit } from '@xinyin/testkit/chromium'
import { startOffice } from './office.ts'

const { entry, province, directory, close } = await startOffice()

await visit('enter-as-staff', async ({ page, see }) => {
  await page.goto(`${entry}/mine`)
  await see('people choose where they have their account', '选择登录方式')
  await page.getByText('省统一身份认证').click()
  await page.waitForURL(`${province}/**`)
  await page.getByText('测试甲').click()
  await see('a citizen comes from the province', '测试甲，您没有申请')

  await page.goto(`${entry}/cases`)
  await page.waitForURL(`${directory}/**`)
  await see('and is no staff: that is for the directory to say', '登录“审批系统”')
  await page.getByText('测试辛').click()
  await see('staff come from there', '测试市住房和城乡建设局：没有待办')

  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '全部退出' }).click()
  await page.goto(`${entry}/cases`)
  await page.waitForURL(`${directory}/**`)
  await see('signed out: the directory asks again', '登录“审批系统”')
})

await close()
