using CsCheck;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Routing.Srs;

namespace Hikyaku.Tests.Routing.Srs;

public sealed class SrsSignerTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(21);
    private readonly SrsKey _key = SrsKey.Create(Today);

    [Theory]
    [InlineData("bob@sender.example")]
    [InlineData("a=b+c-d@sender.example")]
    [InlineData("\"a b\"@sender.example")]
    [InlineData("x@[192.0.2.1]")]
    [InlineData("prvs=0123456789=bob@sender.example")]
    [InlineData("SRS0=abcd=TT=origin.example=bob@first.example")]
    [InlineData("SRS0+abcd=TT=origin.example=bob@first.example")]
    [InlineData("利用者@sender.example")]
    public void A_rewritten_sender_leads_back(string sender)
    {
        var rewritten = Rewrite(sender);

        Assert.Equal("ours.test", rewritten.Domain);
        Assert.Equal((SrsVerdict.Good, sender), (Verify(rewritten, Today), Original(rewritten)));
    }

    [Fact]
    public void A_sender_that_two_servers_had_rewritten_leads_back_to_the_first_of_them() =>
        Assert.Equal("SRS0=abcd=TT=origin.example=bob@first.example", Original(Rewrite("SRS1=efgh=first.example==abcd=TT=origin.example=bob@second.example")));

    [Fact]
    public void An_ordinary_sender_that_looks_nearly_rewritten_is_one_like_others() =>
        Assert.Equal("srs0-team@sender.example", Original(Rewrite("srs0-team@sender.example")));

    [Fact]
    public void The_case_of_letters_does_not_matter()
    {
        Assert.True(Address.TryParse(Rewrite("Bob.X@sender.example").ToString().ToUpperInvariant(), out var upper));
        Assert.True(Address.TryParse(upper.ToString().ToLowerInvariant(), out var lower));

        Assert.Equal((SrsVerdict.Good, SrsVerdict.Good), (Verify(upper, Today), Verify(lower, Today)));
    }

    [Theory]
    [InlineData(0, SrsVerdict.Good)]
    [InlineData(21, SrsVerdict.Good)]
    [InlineData(22, SrsVerdict.Expired)]
    [InlineData(1000, SrsVerdict.Expired)]
    [InlineData(-1, SrsVerdict.Expired)]
    public void An_address_dies_of_age(int days, SrsVerdict verdict)
    {
        Assert.Equal(verdict, Verify(Rewrite("bob@sender.example"), Today.AddDays(days)));
        Assert.Equal(verdict, Verify(Rewrite("SRS0=abcd=TT=origin.example=bob@first.example"), Today.AddDays(days)));
    }

    [Fact]
    public void No_other_text_passes_for_a_rewritten_sender() =>
        Gen.Select(Gen.Int[0, 60], Gen.Char['!', '~']).Sample((at, c) =>
        {
            foreach (var sender in (ReadOnlySpan<string>)["bob@sender.example", "SRS0=abcd=TT=origin.example=bob@first.example"])
            {
                var local = Rewrite(sender).LocalPart.ToCharArray();
                if (at >= local.Length || char.ToUpperInvariant(local[at]) == char.ToUpperInvariant(c) || at == 4)
                    continue;
                local[at] = c;
                Assert.True(!SrsLocalPart.TryParse(new string(local), out var srs) || SrsSigner.Verify(srs, Keys(_key), Today, MaxAge) == SrsVerdict.Forged, new string(local));
            }
        });

    [Fact]
    public void Another_servers_address_is_forged() =>
        Assert.Equal(SrsVerdict.Forged, SrsSigner.Verify(Local(Rewrite("bob@sender.example")), Keys(SrsKey.Create(Today)), Today, MaxAge));

    [Fact]
    public void A_sender_that_would_be_too_long_is_left_as_it_is()
    {
        Assert.True(Address.TryCreate(new string('a', 180), "sender.example", out var sender));

        Assert.Null(SrsSigner.Rewrite(sender, "ours.test", _key, Today));
    }

    [Fact]
    public void Old_keys_verify_until_their_addresses_have_expired()
    {
        var keys = SrsKeys.None.With(SrsKey.Create(new DateOnly(2026, 1, 1)), MaxAge).With(SrsKey.Create(new DateOnly(2026, 4, 1)), MaxAge);
        Assert.Equal("2026-04-01 2026-01-01", keys.ToString());

        keys = keys.With(SrsKey.Create(new DateOnly(2026, 4, 20)), MaxAge);
        Assert.Equal("2026-04-20 2026-04-01 2026-01-01", keys.ToString());
        Assert.Equal("2026-05-20 2026-04-20", keys.With(SrsKey.Create(new DateOnly(2026, 5, 20)), MaxAge).ToString());
    }

    [Fact]
    public void Keys_read_back()
    {
        var keys = Keys(_key).With(SrsKey.Create(Today), MaxAge);

        Assert.True(SrsKeys.TryParse(keys.ToText(), out var again));
        Assert.Equal(SrsVerdict.Good, SrsSigner.Verify(Local(Rewrite("bob@sender.example")), again, Today, MaxAge));
        Assert.False(SrsKeys.TryParse("2026-01-01:c2hvcnQ=", out _));
    }

    private static SrsKeys Keys(SrsKey key) => SrsKeys.None.With(key, MaxAge);

    private static SrsLocalPart Local(Address address) => SrsLocalPart.TryParse(address.LocalPart, out var srs) ? srs : throw new FormatException(address.ToString());

    private static string Original(Address address) => Address.TryCreate(Local(address).Original, Local(address).Domain, out var original) ? original.ToString() : "";

    private SrsVerdict Verify(Address address, DateOnly day) => SrsSigner.Verify(Local(address), Keys(_key), day, MaxAge);

    private Address Rewrite(string sender) =>
        SrsSigner.Rewrite(Address.TryParse(sender, out var address) ? address : throw new FormatException(sender), "ours.test", _key, Today) ?? throw new FormatException(sender);
}
