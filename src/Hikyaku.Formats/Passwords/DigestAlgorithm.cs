namespace Hikyaku.Formats.Passwords;

/// <summary>The digests of the LDAP-like schemes.</summary>
internal enum DigestAlgorithm
{
    Md4,
    Md5,
    Sha1,
    Sha256,
    Sha512,
}
