/** The check digit of ISO/IEC 7812 (Luhn): one wrong digit, or two neighbours swapped (but 09 and 90), break it. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (digit < 0 || digit > 9) return false;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/** Whether digits, with blanks or hyphens, can be the number of a payment card: issuer, length and check digit. */
export function isCard(words: string): boolean {
  const digits = words.replace(/[ -]/g, '');
  const length = digits.length;
  const issued =
    (digits.startsWith('4') && (length === 13 || length === 16 || length === 19)) ||
    (/^(?:5[1-5]|2[2-7])/.test(digits) && length === 16) ||
    (/^3[47]/.test(digits) && length === 15) ||
    (/^(?:6011|65|64[4-9])/.test(digits) && length >= 16) ||
    (/^(?:35|62)/.test(digits) && length >= 16) ||
    (/^3(?:0[0-5]|[68])/.test(digits) && length === 14);
  return issued && isLuhn(digits);
}

/** The check digit of a bank's routing number (ABA). */
export function isRouting(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = Array.from(digits, Number);
  return (3 * (a + d + g) + 7 * (b + e + h) + (c + f + i)) % 10 === 0;
}

/** The check digits of an international bank account (ISO 13616, modulo 97). */
export function isIban(words: string): boolean {
  const code = words.replace(/ /g, '');
  if (code.length < 15 || code.length > 34) return false;
  let rest = 0;
  for (const letter of code.slice(4) + code.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
