using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>The bits of pw_gid by the names that vpopmail gives them.</summary>
internal static class FlagNames
{
    public static string Of(VpopmailFlags flags) =>
        string.Join(", ", Enum.GetValues<VpopmailFlags>().Where(flag => flag != VpopmailFlags.None && flags.HasFlag(flag)).Select(Name));

    private static string Name(VpopmailFlags flag) => flag switch
    {
        VpopmailFlags.NoDialup => "NO_DIALUP",
        VpopmailFlags.NoSpamAssassin => "NO_SPAMASSASSIN",
        VpopmailFlags.DeleteSpam => "DELETE_SPAM",
        VpopmailFlags.SystemAdministrator => "SA_ADMIN",
        VpopmailFlags.NoMaildrop => "NO_MAILDROP",
        _ => flag.ToString(),
    };
}
