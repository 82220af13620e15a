using Hikyaku.StoreTests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is [CrashWorker.Argument, var folder])
{
    // Only a kill ends it.
    await CrashWorker.Work(folder);
    return 0;
}

// What xunit would write itself: dotnet test talks to the platform, everyone else to the console runner.
return args.Any(word => word is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
