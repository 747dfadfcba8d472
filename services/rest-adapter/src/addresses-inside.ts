/**
 * The IPv4 addresses that an IPv6 address leads to, by the ways in which one is put into the other; undefined of one
 * that holds none, and empty where it must hold one and none can be read.
 */
export function addressesInside(address: string): string[] | undefined {
  const bytes = bytesOf(address)
  const starts = (...prefix: number[]) => prefix.every((byte, at) => bytes[at] === byte)
  const at = (...places: number[]) => places.map((place) => bytes[place]!).join('.')
  const isZero = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0)
  // IPv4-mapped (RFC 4291), and IPv4-translated (RFC 2765): ::ffff:0:0/96, ::ffff:0:0:0/96.
  if (isZero(0, 10) && bytes[10] === 0xff && bytes[11] === 0xff) return [at(12, 13, 14, 15)]
  if (isZero(0, 8) && bytes[8] === 0xff && bytes[9] === 0xff && isZero(10, 12))
    return [at(12, 13, 14, 15)]
  // NAT64 (RFC 6052): 64:ff9b::/96.
  if (starts(0, 0x64, 0xff, 0x9b) && isZero(4, 12)) return [at(12, 13, 14, 15)]
  // NAT64 for local use (RFC 8215): 64:ff9b:1::/48, in which the prefix may be of any length.
  if (starts(0, 0x64, 0xff, 0x9b, 0, 1)) {
    const places = [
      [6, 7, 9, 10],
      [7, 9, 10, 11],
      [9, 10, 11, 12],
      [12, 13, 14, 15],
    ]
    // Where one of them has its zeros, another reads 0.0.0.0/8, which leads nowhere.
    return places.map((four) => at(...four)).filter((inside) => !inside.startsWith('0.'))
  }
  // 6to4 (RFC 3056): 2002::/16.
  if (starts(0x20, 0x02)) return [at(2, 3, 4, 5)]
  // Teredo (RFC 4380): 2001::/32, its server, and its client with all bits turned.
  if (starts(0x20, 0x01, 0, 0))
    return [at(4, 5, 6, 7), [12, 13, 14, 15].map((place) => bytes[place]! ^ 0xff).join('.')]
  // ISATAP (RFC 5214), under any prefix.
  if ((bytes[8]! & 0xfd) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe)
    return [at(12, 13, 14, 15)]
  return undefined
}

/** A URL writes every form of an IPv6 address in hexadecimal, without a zone. */
function bytesOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const [left, right] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
