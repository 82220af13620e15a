using System.Text;
using CsCheck;
using Hikyaku.Formats.Mime;
using Hikyaku.Formats.Text;
using Hikyaku.Mail.Searching;

namespace Hikyaku.Tests.Searching;

public sealed class HeaderRowTests
{
    [Fact]
    public void What_was_written_is_read_folded()
    {
        var text = Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 20];
        Gen.Select(text, text, text, Gen.Bool).Sample((subject, from, references, isReply) =>
        {
            var date = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.FromHours(9));
            var row = HeaderRow.Read(HeaderRow.Write(
                new HeaderColumns { Subject = subject, FromText = from, References = references, IsReply = isReply, Date = isReply ? date : null }));

            Assert.True(row.IsKnown);
            Assert.Equal(UnicodeCasemap.Fold(subject), Encoding.UTF8.GetString(row.Text(HeaderText.Subject)));
            Assert.Equal(UnicodeCasemap.Fold(from), Encoding.UTF8.GetString(row.Text(HeaderText.From)));
            Assert.Equal(references, Encoding.UTF8.GetString(row.Text(HeaderText.References)));
            Assert.Equal((isReply, isReply), (row.IsReply, row.HasDate));
            Assert.Equal(isReply ? (date.ToUnixTimeSeconds(), 540) : (0, 0), (row.Date, row.ZoneMinutes));
        });
    }

    [Fact]
    public void A_cut_row_is_unknown()
    {
        var row = HeaderRow.Write(new HeaderColumns { Subject = "one", MessageId = "a@b.example" });
        for (var length = 0; length < row.Length; length++)
        {
            Assert.False(HeaderRow.Read(row.AsSpan(0, length)).IsKnown);
        }
    }
}
