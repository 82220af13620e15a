namespace Hikyaku.Mail.Directory;

/// <summary>The local parts that reach a person in every domain, also where nothing has them: its administrators, else those of the server.</summary>
internal static class ReservedNames
{
    // RFC 5321 §4.5.1: postmaster. RFC 2142 §4 and §7: abuse, and hostmaster for the DNS of the domain.
    public static bool Contains(string localPart) =>
        localPart.Equals("postmaster", StringComparison.OrdinalIgnoreCase) || localPart.Equals("abuse", StringComparison.OrdinalIgnoreCase)
        || localPart.Equals("hostmaster", StringComparison.OrdinalIgnoreCase);
}
