using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>One account for each way in which a password was ever kept.</summary>
internal static class KnownPasswords
{
    public static void Fill(KnownDomain domain)
    {
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors.txt")))
        {
            // An empty password signs nobody in; DIGEST-MD5 has the user's name in it.
            var parts = line.Split(' ', 3);
            if (parts is [("a" or "j" or "t" or "u") and var which, _, var hash] && !hash.Contains("DIGEST-MD5", StringComparison.Ordinal))
            {
                domain.Add(new KnownAccount(domain, string.Create(CultureInfo.InvariantCulture, $"user{++number}")) { Hash = hash, Password = Password(which) });
            }
        }

        var digest = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes("digest:fuji.example:" + OldHost.Password)));
        domain.Add(new KnownAccount(domain, "digest") { Hash = "{DIGEST-MD5}" + digest });
        domain.Add(new KnownAccount(domain, "plain") { Hash = "{PLAIN}" + OldHost.Password });
    }

    private static string Password(string which) => which switch
    {
        "j" => "日本語パス",
        "t" => "abcdefgh",
        "u" => "abcdefghXYZ",
        _ => OldHost.Password,
    };
}
