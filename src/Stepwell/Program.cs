using System.CommandLine;
using Stepwell.Commands;

var root = new RootCommand("Stepwell: asynchronous transactions that speak the AWS protocols.");
root.Subcommands.Add(UpCommand.Create());
root.Subcommands.Add(BackupCommand.Create());
root.Subcommands.Add(RestoreCommand.Create());
root.Subcommands.Add(ValidateCommand.Create());
root.Subcommands.Add(JsonataCommand.Create());
root.Subcommands.Add(JsonPathCommand.Create());
return await root.Parse(args.Length == 0 ? ["--help"] : args).InvokeAsync().ConfigureAwait(false);
