namespace Hikyaku.Hosting.Doctor;

/// <summary>The data folder can be written and has room.</summary>
internal static class DataFolderCheck
{
    private const string Area = "data";
    private const long MiB = 1024 * 1024;
    private const long Scarce = 1024 * MiB;
    private const long TooLittle = 64 * MiB;

    public static IEnumerable<Finding> Run(Configuration configuration)
    {
        var folder = configuration.DataFolder;
        if (!Directory.Exists(folder) && !File.Exists(folder))
        {
            // Made here, it would belong to whoever looks, and not to the user of the service.
            yield return Finding.Warn(Area, "DoctorNoFolder", folder);
            yield break;
        }

        if (DataFolder.Create(folder) is { } problem)
        {
            yield return new Finding(Area, FindingState.Fail, problem);
            yield break;
        }

        yield return Finding.Ok(Area, "DoctorFolder", folder);
        yield return Room(folder, new DriveInfo(folder).AvailableFreeSpace);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            yield return Finding.Warn(Area, "DoctorFolderOpen", folder);
    }

    /// <summary>Judges the free space.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="free">Free octets of its disk.</param>
    public static Finding Room(string folder, long free) => free switch
    {
        < TooLittle => Finding.Fail(Area, "DoctorRoom", free / MiB, folder),
        < Scarce => Finding.Warn(Area, "DoctorRoom", free / MiB, folder),
        _ => Finding.Ok(Area, "DoctorRoomOk", free / MiB),
    };
}
