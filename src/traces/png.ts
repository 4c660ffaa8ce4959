import { inflateSync } from 'node:zlib';
import type { TraceKind } from '../model/trace.ts';
import { readExif } from './exif.ts';
import type { Found } from './found.ts';
import { readIptc } from './iptc.ts';
import { readPhotoshop } from './photoshop.ts';
import { readXmp } from './xmp.ts';

/** Keywords of PNG (3rd edition, 11.3.3.2) by what they tell; others are words. */
const KEYWORDS: Record<string, TraceKind> = {
  Author: 'author',
  Copyright: 'author',
  'Creation Time': 'time',
  Software: 'software',
  Source: 'camera',
  Comment: 'comment',
};
const XMP = 'XML:com.adobe.xmp';
const RAW_PROFILE = 'Raw profile type ';
/** No text is unpacked to more than this; bytes. */
const MOST_UNPACKED = 1_000_000;
const SIGNATURE = 8;
/** Colour, transparency, size and frames: what a picture is drawn with. */
const PLAIN = /^(?:IHDR|PLTE|IDAT|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|hIST|pHYs|sPLT|f[cd]AT)$/;

/** Reads a PNG file. True when it comes to its end. */
export function readPng(bytes: Buffer, found: Found): boolean {
  for (let at = SIGNATURE; at + 12 <= bytes.length;) {
    const size = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + size;
    if (end > bytes.length) return false;
    if (name === 'IEND') {
      if (end < bytes.length) found.add('attached', bytes.length - end);
      return true;
    }
    readChunk(name, bytes.subarray(at + 8, at + 8 + size), found);
    at = end;
  }
  return false;
}

function readChunk(name: string, data: Buffer, found: Found): void {
  if (name === 'eXIf') readExif(data, found);
  else if (/^(?:tEXt|zTXt|iTXt)$/.test(name)) readText(name, data, found);
  else if (name === 'tIME') found.add('time');
  else if (name === 'acTL') found.add('motion');
  else if (name === 'fcTL') return;
  else if (name === 'caBX') found.add('history');
  else if (!PLAIN.test(name)) found.add('other', data.length);
}

function readText(name: string, data: Buffer, found: Found): void {
  const end = data.indexOf(0);
  if (end < 1) return found.add('other', data.length);
  const keyword = data.toString('latin1', 0, end);
  const text = textOf(name, data.subarray(end + 1));
  if (keyword === XMP) readXmp(text, found);
  else if (keyword.startsWith(RAW_PROFILE))
    readRawProfile(keyword.slice(RAW_PROFILE.length).toLowerCase(), text, found);
  else if (text.length > 0) found.add(KEYWORDS[keyword] ?? 'words');
}

/** The text behind a keyword; the packed bytes themselves when they cannot be unpacked. */
function textOf(name: string, rest: Buffer): Buffer {
  if (name === 'tEXt') return rest;
  if (name === 'zTXt') return unpacked(rest.subarray(1));
  const language = rest.indexOf(0, 2);
  const translated = rest.indexOf(0, language + 1);
  const text = language === -1 || translated === -1 ? rest : rest.subarray(translated + 1);
  return rest[0] === 1 ? unpacked(text) : text;
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch {
    return bytes;
  }
}

/** As ImageMagick writes EXIF, IPTC and XMP: name, length and hexadecimal digits in lines. */
function readRawProfile(kind: string, text: Buffer, found: Found): void {
  const digits = text
    .toString('latin1')
    .replace(/^\s*\w*\s+\d+\s/, '')
    .replace(/\s/g, '');
  const data = Buffer.from(digits, 'hex');
  const exif = data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data;
  if (kind === 'exif' || kind === 'app1') readExif(exif, found);
  else if (kind === '8bim') readPhotoshop(data, found);
  else if (kind === 'iptc') (data[0] === 0x1c ? readIptc : readPhotoshop)(data, found);
  else if (kind === 'xmp') readXmp(data, found);
  else if (kind !== 'icc' && kind !== 'icm') found.add('other', data.length);
}
