// Could a raw deflate stream (RFC 1951) begin at this byte? A cheap look at its first block, so that a search may try every offset: it
// never says no to a stream that holds at least `least` bytes in its first block, and says yes to few places that are none.
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

class Bits {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.bit = at * 8;
  }
  get over() {
    return this.bit > this.bytes.length * 8;
  }
  take(count) {
    let out = 0;
    for (let i = 0; i < count; i++, this.bit++) out |= (((this.bytes[this.bit >> 3] ?? 0) >> (this.bit & 7)) & 1) << i;
    return out;
  }
  // Huffman codes stand most significant bit first.
  code(count) {
    let out = 0;
    for (let i = 0; i < count; i++) out = (out << 1) | this.take(1);
    return out;
  }
}

function fixedSymbol(bits) {
  let code = bits.code(7);
  if (code <= 0b0010111) return 256 + code;
  code = (code << 1) | bits.take(1);
  if (code >= 0b00110000 && code <= 0b10111111) return code - 0b00110000;
  if (code >= 0b11000000 && code <= 0b11000111) return 280 + code - 0b11000000;
  return 144 + ((code << 1) | bits.take(1)) - 0b110010000;
}

function fixedBlock(bits, least) {
  let made = 0;
  while (made < least && !bits.over) {
    const symbol = fixedSymbol(bits);
    if (symbol === 256) return false; // a block this short is not worth a look
    if (symbol < 256) {
      made++;
      continue;
    }
    if (symbol > 285) return false;
    const length = lengthBase[symbol - 257] + bits.take(lengthExtra[symbol - 257]);
    const distance = bits.code(5);
    if (distance > 29) return false;
    const extra = distance < 4 ? 0 : (distance >> 1) - 1;
    const base = distance < 4 ? distance + 1 : ((2 + (distance & 1)) << extra) + 1;
    if (base + bits.take(extra) > made) return false; // nothing stands before the stream
    made += length;
  }
  return made >= least;
}

function dynamicBlock(bits) {
  if (bits.take(5) > 29 || bits.take(5) > 29) return false;
  const count = bits.take(4) + 4;
  let room = 128;
  for (let i = 0; i < count; i++) {
    const length = bits.take(3);
    if (length) room -= 128 >> length;
  }
  return room === 0; // the code of the code lengths is complete
}

export function mayBegin(bytes, at, least) {
  const type = (bytes[at] >> 1) & 3;
  if (type === 3) return false;
  if (type === 0) return at + 4 < bytes.length && (bytes.readUInt16LE(at + 1) ^ bytes.readUInt16LE(at + 3)) === 0xffff;
  const bits = new Bits(bytes, at);
  bits.take(3);
  return type === 1 ? fixedBlock(bits, least) : dynamicBlock(bits);
}
