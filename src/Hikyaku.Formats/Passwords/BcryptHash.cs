using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>bcrypt: <c>$2a$</c>, <c>$2b$</c>, <c>$2x$</c> (with the old sign-extension error) and <c>$2y$</c>; 72 octets of the password count.</summary>
internal sealed class BcryptHash : PasswordHash
{
    private const int Length = 60;
    private const int MaxCost = 16;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);
    private readonly string _value;

    private BcryptHash(string value)
        : base("BLF-CRYPT") => _value = value;

    public static bool Recognizes(string value) => value is ['$', '2', 'a' or 'b' or 'x' or 'y', '$', ..];

    public static BcryptHash? From(string value) =>
        value.Length == Length && value[6] == '$'
            && int.TryParse(value.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost) && cost is >= 4 and <= MaxCost
            && value.AsSpan(7).IndexOfAnyExcept(CryptBase64.Characters) < 0
            ? new BcryptHash(value)
            : null;

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName)
    {
        // crypt(3) takes octets, the library text; the host's function is needed only for what the library cannot express.
        if (_value[2] == 'x' || !System.Text.Unicode.Utf8.IsValid(password))
        {
            return HostCrypt.Compute(password, _value) is { } computed && AreEqual(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(_value));
        }

        return BCrypt.Net.BCrypt.Verify(Utf8.GetString(password), _value);
    }
}
