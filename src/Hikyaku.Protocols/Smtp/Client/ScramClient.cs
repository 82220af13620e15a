using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>The client's side of SCRAM (RFC 5802 §3, RFC 7677), without channel binding.</summary>
/// <remarks>Limits: <see cref="MaxIterations"/>, so that a hostile host cannot keep this one busy.</remarks>
internal sealed class ScramClient
{
    private const int MaxIterations = 600_000;
    private const string Header = "n,,";
    private readonly HashAlgorithmName _algorithm;
    private readonly RemoteCredentials _credentials;
    private readonly string _nonce;
    private readonly string _bare;
    private byte[] _serverSignature = [];

    public ScramClient(HashAlgorithmName algorithm, RemoteCredentials credentials, string? nonce = null)
    {
        (_algorithm, _credentials) = (algorithm, credentials);
        _nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        // RFC 5802 §5.1: "," and "=" of a name are written "=2C" and "=3D".
        var name = credentials.UserName.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
        _bare = $"n={name},r={_nonce}";
    }

    public string First => Header + _bare;

    /// <summary>The answer to the server's challenge; null when it is none.</summary>
    public string? Final(string serverFirst)
    {
        if (serverFirst.Split(',') is not [var nonce, var salt, var count, ..]
            || !nonce.StartsWith("r=" + _nonce, StringComparison.Ordinal) || nonce.Length <= _nonce.Length + 2
            || !salt.StartsWith("s=", StringComparison.Ordinal) || !TryDecode(salt[2..], out var saltOctets)
            || !count.StartsWith("i=", StringComparison.Ordinal)
            || !int.TryParse(count[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > MaxIterations)
        {
            return null;
        }

        var size = _algorithm == HashAlgorithmName.SHA1 ? SHA1.HashSizeInBytes : SHA256.HashSizeInBytes;
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_credentials.Password), saltOctets, iterations, _algorithm, size);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(Header))},{nonce}";
        var signed = Encoding.UTF8.GetBytes($"{_bare},{serverFirst},{withoutProof}");
        var clientKey = CryptographicOperations.HmacData(_algorithm, salted, "Client Key"u8);
        var proof = CryptographicOperations.HmacData(_algorithm, CryptographicOperations.HashData(_algorithm, clientKey), signed);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _serverSignature = CryptographicOperations.HmacData(_algorithm, CryptographicOperations.HmacData(_algorithm, salted, "Server Key"u8), signed);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Whether the server's last word proves that it knows the password too.</summary>
    public bool IsServer(string serverFinal) =>
        serverFinal.StartsWith("v=", StringComparison.Ordinal) && TryDecode(serverFinal[2..], out var signature)
        && _serverSignature.Length > 0 && CryptographicOperations.FixedTimeEquals(signature, _serverSignature);

    private static bool TryDecode(string base64, out byte[] octets)
    {
        octets = new byte[base64.Length];
        var read = Convert.TryFromBase64String(base64, octets, out var length);
        octets = octets[..length];
        return read && length > 0;
    }
}
