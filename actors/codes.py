"""Codes and short names of states, as people write them: ISO 3166-1. Pure."""

# Alpha-3 and alpha-2 (ISO 3166-1; SU and SUN of ISO 3166-3; XK and XKX are in general use).
ALPHA_3 = """
    AFGAF ALBAL DZADZ ANDAD AGOAO ATGAG ARGAR ARMAM AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE BLZBZ BENBJ
    BTNBT BOLBO BIHBA BWABW BRABR BRNBN BGRBG BFABF BDIBI CPVCV KHMKH CMRCM CANCA CAFCF TCDTD CHLCL CHNCN COLCO COMKM
    COGCG CODCD CRICR CIVCI HRVHR CUBCU CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ
    ETHET FJIFJ FINFI FRAFR GABGA GMBGM GEOGE DEUDE GHAGH GRCGR GRDGD GTMGT GINGN GNBGW GUYGY HTIHT HNDHN HKGHK HUNHU
    ISLIS INDIN IDNID IRNIR IRQIQ IRLIE ISRIL ITAIT JAMJM JPNJP JORJO KAZKZ KENKE KIRKI PRKKP KORKR KWTKW KGZKG LAOLA
    LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MRTMR MUSMU MEXMX
    FSMFM MDAMD MCOMC MNGMN MNEME MARMA MOZMZ MMRMM NAMNA NRUNR NPLNP NLDNL NZLNZ NICNI NERNE NGANG MKDMK NORNO OMNOM
    PAKPK PLWPW PSEPS PANPA PNGPG PRYPY PERPE PHLPH POLPL PRTPT PRIPR QATQA ROURO RUSRU RWARW KNAKN LCALC VCTVC WSMWS
    SMRSM STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SVKSK SVNSI SLBSB SOMSO ZAFZA SSDSS ESPES LKALK SDNSD SURSR SWESE
    CHECH SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TONTO TTOTT TUNTN TURTR TKMTM TUVTV UGAUG UKRUA AREAE GBRGB USAUS
    URYUY UZBUZ VUTVU VATVA VENVE VNMVN YEMYE ZMBZM ZWEZW GRLGL SUNSU XKXXK
""".split()  # noqa: SIM905
OF_THREE = {one[:3]: one[3:] for one in ALPHA_3}
# Written in any case. What is no code is a name: "li" is somebody called Li, and LI is Liechtenstein.
SHORT = {
    "us": "US", "usa": "US", "uk": "GB", "great britain": "GB", "britain": "GB", "uae": "AE", "prc": "CN", "drc": "CD",
    "dprk": "KP", "rok": "KR", "ussr": "SU", "soviet union": "SU", "ksa": "SA",
}  # fmt: skip
ISO = "iso3166-1"


def code_of(text: str) -> str:
    """The alpha-2 code in lower case that is meant by "PK", "PAK", "U.S." or "usa"; "" where it is none."""
    plain = " ".join(text.replace(".", "").split())
    if short := SHORT.get(plain.lower()):
        return short.lower()
    if not (plain.isascii() and plain.isalpha() and plain.isupper()):
        return ""
    return (plain if len(plain) == 2 else OF_THREE.get(plain, "")).lower()
