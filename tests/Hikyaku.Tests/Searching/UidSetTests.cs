using CsCheck;
using Hikyaku.Mail.Searching.Indexing;

namespace Hikyaku.Tests.Searching;

public sealed class UidSetTests
{
    private static readonly Gen<uint[]> Uids = Gen.OneOf(Gen.UInt[1, 20], Gen.UInt[8180, 8200], Gen.UInt[1, uint.MaxValue]).Array[0, 40];

    [Fact]
    public void It_is_a_set() => Gen.Select(Uids, Uids, Uids).Sample((added, removed, others) =>
    {
        var set = Of(added);
        Array.ForEach(removed, set.Remove);
        var both = Of(added);
        both.IntersectWith(Of(others));

        Assert.Equal(added.Except(removed).Order(), set.All());
        Assert.Equal(added.Intersect(others).Order(), both.All());
        Assert.All(added.Concat(removed), uid => Assert.Equal(added.Contains(uid) && !removed.Contains(uid), set.Contains(uid)));
    });

    [Fact]
    public void Its_blocks_can_be_kept() => Uids.Sample(uids =>
    {
        var kept = new UidSet();
        foreach (var block in Of(uids).Blocks)
        {
            kept.PutBlock(block, Of(uids).BlockBytes(block));
        }

        Assert.Equal(uids.Distinct().Order(), kept.All());
    });

    private static UidSet Of(uint[] uids)
    {
        var set = new UidSet();
        Array.ForEach(uids, set.Add);
        return set;
    }
}
