using Hikyaku.InteropTests;
using Hikyaku.InteropTests.Migration;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is ["old-host", var folder, .. var kind])
{
    // Leaves the old host in a folder, to try the commands on it by hand.
    var host = new OldHost(folder);
    if (kind is ["nasty"])
    {
        NastyHost.Spoil(host);
    }

    return 0;
}

// What xunit would write itself: dotnet test talks to the platform, everyone else to the console runner.
return args.Any(word => word is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
