import { type Command, Option } from 'commander';
import { CommandFailure } from '../commandFailure.ts';

const REFUSED = { variant: '--variant [name]', set: '--set [name=value]' } as const;

/**
 * `--variant` and `--set` on a command that reads no spec: understood, so that the answer can say why they
 * have no meaning there, and left out of the list of options.
 */
export function refuseSettings(command: Command, why: string): Command {
  for (const flags of Object.values(REFUSED)) command.addOption(new Option(flags).hideHelp());
  return command
    .addHelpText('after', `\n--variant and --set have no meaning here: ${why}`)
    .hook('preAction', () => {
      const given = command.opts<Record<string, unknown>>();
      if (Object.keys(REFUSED).every((name) => given[name] === undefined)) return;
      throw new CommandFailure(
        2,
        `--variant and --set have no meaning for resnet ${command.name()}: ${why}`,
        `Leave them out. See: resnet ${command.name()} --help`,
      );
    });
}
