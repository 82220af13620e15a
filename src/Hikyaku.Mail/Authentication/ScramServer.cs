using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Authentication;

/// <summary>SCRAM-SHA-1, SCRAM-SHA-256 (RFC 5802, RFC 7677) and SCRAM-SHA-256-PLUS, for accounts that have keys.</summary>
/// <remarks>Security: an account without keys is answered with a salt of its own that stays the same, so that a client cannot tell.</remarks>
internal sealed class ScramServer : SaslServer
{
    public const string Sha256 = "SCRAM-SHA-256";
    public const string Sha256Plus = "SCRAM-SHA-256-PLUS";
    public const string Sha1 = "SCRAM-SHA-1";
    private const int UsualIterations = 4096;
    private static readonly byte[] DecoyKey = RandomNumberGenerator.GetBytes(32);
    private readonly ChannelBindings? _bindings;
    private readonly HashAlgorithmName _algorithm;
    private readonly string _kind;
    private ScramClientFirst? _first;
    private string _serverFirst = "";
    private string _nonce = "";
    private Account? _account;
    private ScramHash? _keys;
    private SignInResult? _result;

    public ScramServer(SignInContext context, ChannelBindings? bindings, Authenticator authenticator)
        : base(context, authenticator)
    {
        _bindings = bindings;
        _algorithm = context.Mechanism == Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        _kind = context.Mechanism == Sha1 ? Sha1 : Sha256;
    }

    private protected override async ValueTask<SaslStep> Next(ReadOnlyMemory<byte>? response, CancellationToken cancellation)
    {
        if (response is not { } message)
        {
            return new SaslStep.Challenge(default);
        }

        if (_result is not null)
        {
            return new SaslStep.Done(_result);
        }

        var text = StrictUtf8.GetString(message.Span);
        return _first is null ? await First(text, cancellation) : await Final(text, cancellation);
    }

    private async ValueTask<SaslStep> First(string text, CancellationToken cancellation)
    {
        if (!ScramClientFirst.TryParse(text, out _first))
        {
            return new SaslStep.Malformed("this is no SCRAM client-first-message");
        }

        if (!IsBindingAcceptable(_first))
        {
            return new SaslStep.Malformed("the channel binding does not fit this connection");
        }

        _account = await Authenticator.Scram.Find(_first.UserName, cancellation);
        if (Authenticator.IsThrottled(Context, _first.UserName, _account))
        {
            return new SaslStep.Done(Authenticator.Refuse(Context, _first.UserName, SignInRefusal.Throttled));
        }

        _keys = ScramAccounts.KeysOf(_account, _kind);
        _nonce = _first.Nonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var salt = _keys?.Salt ?? HMACSHA256.HashData(DecoyKey, Encoding.UTF8.GetBytes(_first.UserName.ToLowerInvariant())).AsMemory(0, 16);
        _serverFirst = string.Create(
            CultureInfo.InvariantCulture, $"r={_nonce},s={Convert.ToBase64String(salt.Span)},i={_keys?.Iterations ?? UsualIterations}");
        return new SaslStep.Challenge(Encoding.UTF8.GetBytes(_serverFirst));
    }

    // RFC 5802 §6: "y" from a client means that somebody took -PLUS out of our list on the way.
    private bool IsBindingAcceptable(ScramClientFirst first) => Context.Mechanism == Sha256Plus
        ? first.Binding is { } type && !_bindings!.Of(type).IsEmpty
        : first.Binding is null && !(first.ClientThinksNone && _kind == Sha256 && _bindings is { IsAny: true });

    private async ValueTask<SaslStep> Final(string text, CancellationToken cancellation)
    {
        var proofAt = text.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0 || text[..proofAt].Split(',') is not [var binding, var nonce, ..]
            || !binding.StartsWith("c=", StringComparison.Ordinal) || nonce != "r=" + _nonce || Decode(text[(proofAt + 3)..]) is not { } proof)
        {
            return new SaslStep.Malformed("this is no SCRAM client-final-message for the challenge");
        }

        byte[] expected = [.. Encoding.UTF8.GetBytes(_first!.Header), .. _first.Binding is { } type ? _bindings!.Of(type).Span : []];
        var signed = Encoding.UTF8.GetBytes($"{_first.Bare},{_serverFirst},{text[..proofAt]}");
        var isProven = binding[2..] == Convert.ToBase64String(expected) && IsProven(proof, signed);
        if (!isProven || _account is null || _keys is null)
        {
            var reason = _account is null ? SignInRefusal.UnknownAccount : _keys is null ? SignInRefusal.NoScramKeys : SignInRefusal.WrongPassword;
            Authenticator.Count(Context, _first.UserName, _account, reason, BitConverter.ToUInt64(SHA256.HashData(proof)));
            return new SaslStep.Done(Authenticator.Refuse(Context, _first.UserName, reason));
        }

        if (_first.Identity.Length > 0 && !string.Equals(_first.Identity, _first.UserName, StringComparison.OrdinalIgnoreCase))
        {
            return new SaslStep.Done(Authenticator.Refuse(Context, _first.UserName, SignInRefusal.OtherIdentity));
        }

        _result = await Authenticator.Admit(Context, _first.UserName, _account, cancellation);
        var signature = CryptographicOperations.HmacData(_algorithm, _keys.ServerKey.Span, signed);
        return new SaslStep.Challenge(Encoding.UTF8.GetBytes("v=" + Convert.ToBase64String(signature)));
    }

    // RFC 5802 §3: StoredKey = H(ClientProof XOR HMAC(StoredKey, AuthMessage)).
    private bool IsProven(byte[] proof, byte[] signed)
    {
        var storedKey = _keys?.StoredKey.ToArray() ?? HMACSHA256.HashData(DecoyKey, "keys"u8);
        var signature = CryptographicOperations.HmacData(_algorithm, storedKey, signed);
        if (proof.Length != signature.Length)
        {
            return false;
        }

        for (var i = 0; i < proof.Length; i++)
        {
            signature[i] ^= proof[i];
        }

        return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(_algorithm, signature), storedKey);
    }

    private static byte[]? Decode(string base64)
    {
        var octets = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, octets, out var length) ? octets[..length] : null;
    }
}
