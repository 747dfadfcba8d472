import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { checkAddress, ForbiddenAddress, guardedLookup, policyOf } from './addresses.ts'

const policy = policyOf({ ALLOWED_PRIVATE_HOSTS: '', ALLOWED_PORTS: '443,8443' })
const check = (address: string, given = policy) => checkAddress('endpoint', address, given)

test.each([
  'https://ledger.example/vouchers',
  'https://ledger.example:8443/vouchers?company=1',
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  'https://[::ffff:93.184.215.14]/',
  'https://[64:ff9b::93.184.215.14]/',
  'https://[64:ff9b:1::93.184.215.14]/',
  'https://[64:ff9b:1:5db8:d7:e00::]/',
  'https://[2002:5db8:d70e::1]/',
  'https://[2001:0:5db8:d70e:0:0:a247:28f1]/',
  'https://[2606:2800::5efe:93.184.215.14]/',
  'https://ledger.example/vouchers?company=1&key=&code=NO',
])('%s is an address of a ledger', (address) => {
  expect(check(address)).toMatchObject({ ok: true })
})

/** Every form of 127.0.0.1. */
const loopback = `
  127.0.0.1 127.1 2130706433 0x7f.1 0x7f000001 0177.0.0.1 127.0.0.1. ①②⑦.0.0.1 127。0。0。1
  %31%32%37.0.0.1 [::1] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]`
/** Networks that are not the internet. */
const notInternet = `
  0.0.0.0 0 10.1.2.3 100.64.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
  192.168.1.1 198.18.0.1 198.19.255.255 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1
  198.51.100.1 203.0.113.1 192.88.99.1 [::] [fc00::1] [fd12::1] [fe80::1] [febf::1]
  [fec0::1] [ff02::1] [64:ff9b::7f00:1] [64:ff9b:1::1] [2002:7f00:1::] [2001:db8::1]
  [2001::1] [100::1] [::ffff:10.0.0.1] [::ffff:a9fe:a9fe] [3fff::1] [5f00::1]
  [64:ff9b::10.0.0.1] [64:ff9b::169.254.169.254] [64:ff9b:1::127.0.0.1] [64:ff9b:1:7f00:0:100::]
  [64:ff9b:1:7f:0:1::] [64:ff9b:1:0:7f:0:100::] [2002:0a00:0001::1] [2001:0:5db8:d70e:0:0:f5ff:fffe]
  [2001:0:0a00:0001:0:0:a247:28f1] [::ffff:0:127.0.0.1] [2606:2800::5efe:10.0.0.1]
  [2606:2800::200:5efe:192.168.0.1]`
test.each(`${loopback} ${notInternet}`.trim().split(/\s+/))(
  '%s is not one, whatever its form',
  (host) => {
    expect(check(`https://${host}/`)).toMatchObject({
      ok: false,
      error: { class: 'config', code: 'address.not_allowed', message: /^endpoint: It leads to/ },
    })
  },
)

test.each([
  ['http://ledger.example/', /https/],
  ['ftp://ledger.example/', /https/],
  ['file:///etc/passwd', /https/],
  ['javascript:alert(1)', /https/],
  ['https://user:hunter22@ledger.example/', /user name or password/],
  ['https://user@ledger.example/', /user name or password/],
  ['https://ledger.example:22/', /443, 8443/],
  ['https://ledger.example/#part', /#/],
  ['//ledger.example/', /not an address/],
  ['https://[::1%25eth0]/', /not an address/],
  ['https://ledger.example/?api_key=0123456789', /hold a secret \(api_key\).*header/],
  ['https://ledger.example/?company=1&Access-Token=x', /secret \(Access-Token\)/],
  ['https://ledger.example/?subscription-key=x', /secret \(subscription-key\)/],
  ['https://ledger.example/?password=x', /secret \(password\)/],
  ['https://ledger.example/?code=aVeryLongFunctionKey0123456789==', /secret \(code\)/],
  ['', /not an address/],
])('%s is refused, and why is said', (address, why) => {
  const checked = check(address)
  expect(checked).toMatchObject({ ok: false, error: { message: expect.stringMatching(why) } })
  expect(JSON.stringify(checked)).not.toContain('hunter22')
})

test('what the operator names may be private, on that port alone', () => {
  const given = policyOf({
    ALLOWED_PRIVATE_HOSTS: '127.0.0.1:7109,Simulators:7109',
    ALLOWED_PORTS: '443',
  })
  expect(check('http://127.0.0.1:7109/x', given)).toMatchObject({ ok: true })
  expect(check('http://2130706433:7109/x', given)).toMatchObject({ ok: true })
  expect(check('http://simulators:7109/x', given)).toMatchObject({ ok: true })
  expect(check('http://127.0.0.1:7110/x', given)).toMatchObject({ ok: false })
  expect(check('https://127.0.0.1/x', given)).toMatchObject({ ok: false })
})

const resolved = (addresses: readonly string[]) => {
  let asked = 0
  const lookup = guardedLookup((_, __, done) => {
    asked++
    done(
      null,
      addresses.map((address): LookupAddress => ({
        address,
        family: address.includes(':') ? 6 : 4,
      })),
    )
  })
  const answer = (all: boolean) =>
    new Promise((resolve) => {
      lookup('ledger.example', { all }, (error, address, family) =>
        resolve(error ?? (all ? address : [address, family])),
      )
    })
  return { answer, asked: () => asked }
}

test('a name is judged by every address it leads to', async () => {
  for (const private_ of ['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1'])
    for (const all of [true, false])
      for (const addresses of [[private_], ['93.184.215.14', private_]])
        expect(await resolved(addresses).answer(all)).toBeInstanceOf(ForbiddenAddress)
  expect(await resolved([]).answer(true)).toBeInstanceOf(ForbiddenAddress)
})

test('the connection is made to the addresses that were judged: the name is resolved once', async () => {
  const name = resolved(['93.184.215.14', '93.184.215.15'])
  expect(await name.answer(true)).toEqual([
    { address: '93.184.215.14', family: 4 },
    { address: '93.184.215.15', family: 4 },
  ])
  expect(await resolved(['93.184.215.14']).answer(false)).toEqual(['93.184.215.14', 4])
  expect(name.asked()).toBe(1)
})
