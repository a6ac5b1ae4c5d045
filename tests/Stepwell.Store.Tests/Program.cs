using Stepwell.Store.Tests;
using Stepwell.Store.Tests.Child;
using Xunit.MicrosoftTestingPlatform;

// Crash tests need a process that can be killed: this program, started with other arguments.
if (args is ["child", var scenario, var directory])
    return ChildProcess.Run(scenario, directory);

return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
