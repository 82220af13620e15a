namespace Hikyaku.InteropTests.Migration;

/// <summary>Leaves the old host in the folder HIKYAKU_OLDHOST, to try the commands on it by hand.</summary>
public sealed class OldHostOnDisk
{
    [Fact(Explicit = true)]
    public void Host_is_written()
    {
        var folder = Environment.GetEnvironmentVariable("HIKYAKU_OLDHOST");
        Assert.SkipWhen(folder is null, "HIKYAKU_OLDHOST names no folder");

        _ = new OldHost(folder);

        Assert.True(File.Exists(Path.Combine(folder, "dump.sql")));
    }
}
