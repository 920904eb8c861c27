/* Names of months, folded: without accents, points and capitals. */
#include <string.h>
#include "data/moment.h"

static const char *const names[12] = {
    " jan january januar janvier janv enero ene janeiro gennaio gen januari janner jaenner jaen stycznia styczen sty "
    "ledna leden "
    "tammikuu ocak janu jän "
    "янв январь января січня січень ",
    " feb february februar fevrier fev fevr febrero fevereiro febbraio februari feber lutego luty lut unora unor "
    "helmikuu subat febr "
    "фев февр февраль февраля лютого лютий ",
    " mar march marz maerz mrz mars marzo marco maart mrt marca marzec brezna brezen maaliskuu mart mär "
    "март марта березня березень ",
    " apr april avril avr abril abr aprile kwietnia kwiecien kwi dubna duben huhtikuu nisan "
    "апр апрель апреля квітня квітень ",
    " may mai mayo maio maggio mag mei maj maja kvetna kveten toukokuu mayis "
    "май мая травня травень ",
    " jun june juni juin junio junho giugno giu czerwca czerwiec cze cervna cerven kesakuu haziran "
    "июн июнь июня червня червень ",
    " jul july juli juillet juil julio julho luglio lug lipca lipiec lip cervence cervenec heinakuu temmuz "
    "июл июль июля липня липень ",
    " aug august aout agosto ago augustus augusti sierpnia sierpien sie srpna srpen elokuu agustos agu "
    "авг август августа серпня серпень ",
    " sep sept september septembre septiembre setiembre setembro set settembre wrzesnia wrzesien wrz zari syyskuu "
    "eylul eyl "
    "сен сент сентябрь сентября вересня вересень ",
    " oct october oktober okt octobre octubre outubro out ottobre ott pazdziernika pazdziernik paz rijna rijen "
    "lokakuu ekim "
    "окт октябрь октября жовтня жовтень ",
    " nov november novembre noviembre novembro listopada listopad lis marraskuu kasim "
    "ноя нояб ноябрь ноября листопада листопад ",
    " dec december dezember dez decembre diciembre dic dezembro dicembre desember des grudnia grudzien gru "
    "prosince prosinec joulukuu aralik "
    "дек декабрь декабря грудня грудень ",
};

int sx_month_named(const char *word, size_t length)
{
    char framed[20];
    if (length < 3 || length > 16)
        return 0;
    framed[0] = ' ';
    memcpy(framed + 1, word, length);
    framed[length + 1] = ' ';
    framed[length + 2] = '\0';
    for (int month = 0; month < 12; month++)
        if (strstr(names[month], framed))
            return month + 1;
    return 0;
}
