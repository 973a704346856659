import { InvalidArgumentError } from 'commander';

export type ParameterSettings = Readonly<Record<string, number | string>>;

const NAME = /^[A-Za-z_]\w*$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Collects `--set name=value`; what reads as a number is one. */
export function collectSetting(text: string, earlier: ParameterSettings = {}): ParameterSettings {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(0, equals)).trim();
  const value = text.slice(equals + 1).trim();
  if (equals < 0 || !NAME.test(name) || value === '') {
    throw new InvalidArgumentError('Write name=value, for example --set n=9.');
  }
  if (Object.hasOwn(earlier, name)) {
    throw new InvalidArgumentError(`It has been set to ${String(earlier[name])} already. Set it once.`);
  }
  return { ...earlier, [name]: NUMBER.test(value) ? Number(value) : value };
}

/** The value of `--variant`, which a file is read under one of. */
export function onlyVariant(text: string, earlier: string | undefined): string {
  if (earlier !== undefined) {
    throw new InvalidArgumentError(
      `The variant is ${earlier} already. Name one, and run the command for each.`,
    );
  }
  return text;
}
